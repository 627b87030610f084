"""What no prompt may hold, and what a prompt may hold as it is."""

from __future__ import annotations

import ast
import time

import pytest

from docstring_ls.adapters.workspace_secrets.lines import mask

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
KEY88 = "Ab1+" * 21 + "Ab=="
# A line of code, and what of it must be gone.
SECRETS = {
    "url": ('D = "postgres://app:S3cr3t@db.example/x"', "S3cr3t"),
    "url without user": ('D = "redis://:hunter2@cache:6379/0"', "hunter2"),
    "url with odd characters": ('D = "amqp://guest:p@ss!w0rd@mq/%2f"', "w0rd"),
    "url in a comment": ("x = 1  # https://bob:s3cret@example.org/path", "s3cret"),
    "short password": ('D = "mysql://root:pw@db/x"', ":pw@"),
    "several": ('D = "a://u:first@h", "b://u:second@h"', "second"),
    "sas": (
        'D = "https://a.blob.core.windows.net/c?sv=1&sig=abcdEFGH1234%2Bxyz%3D"',
        "abcdEFGH1234",
    ),
    "sas token alone": ('D = "sv=2022-11-02&sp=r&sig=abcdEFGH1234%2Bxyz%3D"', "abcdEFGH1234"),
    "account key": (f'D = "AccountName=a;AccountKey={KEY88};Suffix=x"', "Ab1+Ab1+"),
    "shared access key": (
        'D = "Endpoint=sb://n/;SharedAccessKeyName=R;SharedAccessKey=abcdEFGH1234abcdEFGH="',
        "abcdEFGH1234",
    ),
    "connection string": ('D = "Server=db;User Id=sa;Password=hun"', "hun"),
    "connection string, first": ('D = "Password=hun;Server=db"', "hun"),
    "libpq": ('D = "host=x user=y password=hunter2 dbname=z"', "hunter2"),
    "presigned": (
        'D = "https://s3/x?X-Amz-Signature=0123456789abcdef0123456789abcdef"',
        "0123456789abcdef",
    ),
    "function key": ('D = "https://f.azurewebsites.net/api/x?code=aB3dE5fG7hI9=="', "aB3dE5fG7"),
    "jwt": (f'D = "{JWT}"', "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"),
    "jwt in a header": (f'D = {{"Authorization": "Bearer {JWT}"}}', "SflKxwRJSMeKKF2QT4"),
    "default": ('def f(password="hunter2", x=1): pass', "hunter2"),
    "two literals": ('D = "AKIA" "IOSFODNN7EXAMPLE"', "IOSFODNN7EXAMPLE"),
    "a sum": ("D = 'AKIAIOSF' + 'ODNN7EXAMPLE'", "ODNN7EXAMPLE"),
    "a very long line": (f"D = [{'1, ' * 9000}'postgres://app:S3cr3t@db/x']", "S3cr3t"),
    "key in one line": (
        r'D = "-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nab4=\n-----END PRIVATE KEY-----"',
        "ab4=",
    ),
    "key in literals": (
        'D = ("-----BEGIN RSA PRIVATE KEY-----\\n"\n'
        '     "MIIEowIBAAKCAQEAxMIIEowIBAAKCAQEAx\\n"\n'
        '     "ab4=\\n"\n'
        '     "-----END RSA PRIVATE KEY-----")',
        "ab4=",
    ),
    "key without an end": (
        'D = """-----BEGIN OPENSSH PRIVATE KEY-----\n'
        "Proc-Type: 4,ENCRYPTED\n\nMIIEowIBAAKCAQEAxMIIEowIBAAKCAQEAx\n"
        '"""',
        "MIIEow",
    ),
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_masked_and_the_code_stays_code(name):
    code, secret = SECRETS[name]
    masked = mask(f"def before(): ...\n{code}\ndef after(): ...\n")
    assert secret not in masked
    names = [getattr(node, "name", "") for node in ast.parse(masked).body]
    assert names[0] == "before" and names[-1] == "after"
    assert masked.count("\n") == code.count("\n") + 3
    assert mask(masked) == masked


ORDINARY = [
    'f"postgres://{user}:{password}@{host}/db"',
    '"postgres://%s:%s@%s/db" % parts',
    '"https://<user>:<password>@host"',
    "connect(user=a, password=pw, key=k)",
    'x = d["key"]; password = get(a)',
    "# see http://localhost:8080/@x and git@github.com:foo/bar.git",
    'sep = "://" + user + ":" + pw + "@"',
    "sig=signature(fn), x",
    'if header == "-----BEGIN PRIVATE KEY-----":',
    'a = "x" "y"; b = "p" + "w"',
    "# https://github.com/python/cpython/blob/f5c4880151b609e0a0a0b05c292d36b18038c061/Objects/x.c",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_what_is_no_secret_is_left_as_it_is(line):
    assert mask(line) == line


def test_a_broken_key_hides_nothing_that_follows():
    code = (
        'MARK = "-----BEGIN PRIVATE KEY-----"\n\n\ndef parse(text):\n'
        "    return decodeEverything(text)\n\n\nvalue = configureEverything\npass\n"
    )
    assert mask(code) == code


LONG = {
    "words": "password " * 100_000,
    "beginnings of tokens": "eyJ" * 300_000,
    "beginnings of URLs": "://a:" * 200_000,
    "base64": "aB3+" * 250_000,
    "literals": "'a' + " * 160_000,
    "keys": "-----BEGIN PRIVATE KEY-----" * 37_000,
    "assignments": "password=" * 110_000,
}


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_length_of_a_line_and_no_faster(name):
    """Whoever takes the square of a megabyte is still at it after an hour."""
    start = time.process_time()
    mask(LONG[name])
    assert time.process_time() - start < 60
