"""Verbs as function names begin with them, in the imperative that docstrings want."""

from __future__ import annotations

from .words import listed

VERBS = listed(
    """
    abort accept accumulate acknowledge acquire activate adapt add adjust advance aggregate align
    allocate allow alter analyze announce annotate append apply approximate archive ask
    assemble assert assign attach authenticate authorize await backup balance batch begin
    bind block bootstrap broadcast build bump cache calc calculate call cancel capture cast
    catch change check choose chunk clamp classify clean cleanup clear click clip clone
    close coerce collapse collect combine commit compare compile complete compose compress
    compute concat concatenate configure confirm connect consider construct consume contain
    continue contract convert copy correct count cover crawl create crop customize cut
    deactivate deallocate debug decide declare decode decompose decompress decorate decrease
    decrement decrypt deduce deduplicate define delete deliver demote dequeue derive
    describe deserialize destroy detach detect determine diff disable discard disconnect
    discover dismiss dispatch display dispose distribute divide download drain draw drop dump
    duplicate edit embed emit enable encode encrypt end enforce enqueue ensure enter
    enumerate erase escape establish estimate evaluate evict examine exclude exec execute
    exit expand expect expire explain explode export expose extend extract fail fetch fill
    filter finalize find finish fire fit fix flatten flip flush focus fold follow force
    forget format forward free freeze gather generate get give grab grant group grow guard
    guess handle hash hide hook identify ignore import include increase increment index
    infer inherit init initialize inject inline insert inspect install instantiate
    instrument integrate interpolate interpret intersect introspect invalidate invert invoke
    issue iterate join keep kill launch lay lead leave limit link list listen load localize
    locate lock log login logout lookup lower make manage map mark marshal mask match
    materialize measure merge migrate minimize mix mock modify monitor mount move multiply
    mutate negate negotiate normalize notify obtain observe offset open optimize order
    override pack pad paginate paint parse partition pass patch pause peek perform permute
    persist pick pin ping place plot poll pop populate post predict prefetch prefix prepare
    prepend preprocess preserve press prevent preview print process produce promote prompt
    propagate provide prune publish pull purge push put query queue quit quote raise
    randomize rank read rebase rebuild recalculate receive recognize recompute reconcile
    reconfigure reconnect record recover redirect redo reduce refine reflect reformat
    refresh refuse register reject relate release reload remap remember remove rename render
    reopen reorder repair repeat replace replicate reply report represent request require
    resample reserve reset reshape resize resolve respond restart restore restrict resume
    retain retrieve retry return reverse revert revoke rewind rewrite roll rollback rotate
    round route run sanitize save scale scan schedule scroll seal search seed seek select
    send separate serialize serve set setup shift show shuffle shut sign signal simplify
    simulate skip sleep slice solve sort spawn split squash squeeze stage start stash step
    stop store stream strip submit subscribe substitute subtract suggest sum summarize
    suppress suspend swap switch sync synchronize tag take tear teardown tell terminate
    throttle throw toggle tokenize trace track train transfer transform translate transpose
    traverse trigger trim truncate try tune turn unbind uncompress undo unescape unfold
    uninstall unlink unload unlock unmount unpack unpause unpickle unpin unquote unregister
    unset unsubscribe untag unwrap unzip update upgrade upload upsert urlencode use validate
    verify view visit vote wait wake walk warn wash watch weigh wipe wrap write yield zip
    zoom
    act adopt alias assure avoid bring browse canonicalize capitalize center chop cleanse
    colorize compact debounce defer deflate delegate demand deploy deprecate differentiate
    discretize distort eject eliminate emulate encapsulate encourage engage enhance enrich
    enroll erode escalate evolve exchange factorize feed forbid fork fulfill fuse go halt
    highlight hold honor implement impute indent inflate inform inhibit interleave interrupt
    invite jump justify mangle manipulate mimic mirror mute obfuscate occupy operate
    overwrite parallelize parametrize pickle pluralize postpone prettify probe
    protect prove quantize reap recommend recurse recycle reraise reveal scatter scrape
    scrub seek sell shorten shrink smooth sniff splice spread standardize stringify subdivide
    summon supply tidy touch treat unify unravel unroll vacuum vectorize widen withdraw
    yank
    """
)

CREATING = frozenset({"build", "construct", "create", "generate", "instantiate", "make", "spawn"})

# These act on their owner where nothing else is named.
OWN = listed(
    """
    abort activate begin cancel cleanup clear close commit connect deactivate disable
    disconnect enable exit finalize flush freeze initialize invalidate kill launch lock
    pause quit rebuild refresh reload reopen reset restart resume rewind rollback serialize
    shutdown start stop suspend sync synchronize terminate unlock validate
    """
)

# So do these, although they take an object as often.
SELF = listed("clone copy delete destroy dispose draw hide render save show update")

# What follows these as the only argument is what they act upon.
OBJECT = listed(
    """
    add accept analyse analyze append apply bind check classify clean clone compare compile
    compress compute convert copy decode decrypt delete describe deserialize discard
    dispatch display drop emit encode encrypt enqueue escape evaluate execute expand extract
    feed format handle hash insert install invoke load merge normalize notify pack parse
    process publish push quote register reject remove render resolve sanitize send serialize
    show simplify sort spawn split strip submit subscribe tokenize transform translate unescape
    uninstall unpack unquote unregister unwrap validate verify visit
    """
)

# With these that is so of the first of several, too.
OBJECT_FIRST = listed(
    """
    classify clean coerce collapse compile compress decode decompress decrypt deserialize
    encode encrypt escape flatten normalize quote sanitize serialize simplify stringify
    strip tokenize truncate unescape unquote
    """
)

TWO_WORDS = {
    "backup": "back up",
    "calc": "calculate",
    "cleanup": "clean up",
    "concat": "concatenate",
    "eval": "evaluate",
    "exec": "execute",
    "init": "initialize",
    "login": "log in",
    "logout": "log out",
    "lookup": "look up",
    "setup": "set up",
    "shutdown": "shut down",
    "startup": "start up",
    "sync": "synchronize",
    "teardown": "tear down",
    "rollback": "roll back",
}

WHETHER = {
    "is": "{subject} is {rest}",
    "are": "{subject} are {rest}",
    "was": "{subject} was {rest}",
    "has": "{subject} has {rest}",
    "have": "{subject} has {rest}",
    "can": "{subject} can {rest}",
    "could": "{subject} could {rest}",
    "should": "{subject} should {rest}",
    "must": "{subject} must {rest}",
    "may": "{subject} may {rest}",
    "will": "{subject} will {rest}",
    "does": "{subject} does {rest}",
    "needs": "{subject} needs {rest}",
    "supports": "{subject} supports {rest}",
    "contains": "{subject} contains {rest}",
    "accepts": "{subject} accepts {rest}",
    "allows": "{subject} allows {rest}",
    "requires": "{subject} requires {rest}",
    "matches": "{subject} matches {rest}",
    "equals": "{subject} equals {rest}",
    "exists": "{subject} exists {rest}",
    "uses": "{subject} uses {rest}",
}
