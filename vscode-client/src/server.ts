/** The server process and its client: start, restart, stop, and what is asked of it. */
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  type ServerCapabilities,
  type StaticFeature,
} from "vscode-languageclient/node";
import { type Configuration } from "./configuration";
import { type Launch, type LaunchConfig, launchOf, type Paths, repair, sound } from "./launch";
import { Problem } from "./problem";
import { type ProgressSink } from "./progress";
import { Commands, INITIALIZATION, SECTION, STREAM, type StreamParams } from "./protocol";
import { Coalesced } from "./restart";
import { asEnvironment } from "./settings";
import { type Status } from "./status";

const CRASHES = 3;
const CRASH_WINDOW = 3 * 60 * 1000;

/** What the rest of the extension hears from the server. */
export interface Listener {
  stream(params: StreamParams): void;
  /** The process is gone and with it everything that it knew. */
  gone(): void;
}

/**
 * Keeps the client from registering the server's commands: the extension does that itself, once, so
 * that they exist before the server runs and while it restarts.
 */
class OwnCommands implements StaticFeature {
  fillClientCapabilities(): void {}
  preInitialize(capabilities: ServerCapabilities): void {
    delete capabilities.executeCommandProvider;
  }
  initialize(): void {}
  getState() {
    return { kind: "static" } as const;
  }
  clear(): void {}
}

/** Leaves it to the extension to tell the user what failed, once and in plain words. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private launched: unknown;
  private installing: AbortController | undefined;
  private crashes: number[] = [];
  private disposed = false;
  private readonly runs = new Coalesced(() => this.run());

  constructor(
    private readonly configuration: Configuration,
    private readonly paths: Paths,
    private readonly log: vscode.LogOutputChannel,
    private readonly status: Status,
    private readonly listener: Listener,
  ) {}

  /** Starts the server, anew if it runs; never throws, a failure is one message. */
  restart(): Promise<void> {
    this.installing?.abort();
    return this.runs.request();
  }

  /** Restarts if what decides the start has changed, else tells the server its settings. */
  async reconfigure(): Promise<void> {
    const config = comparable(await this.configuration.launch());
    if (this.launched && !isDeepStrictEqual(config, this.launched)) {
      return this.restart();
    }
    await this.runs.settled();
    await this.client?.sendNotification("workspace/didChangeConfiguration", {
      settings: { [SECTION]: this.configuration.settings() },
    });
  }

  /** The running client; waits for a start that is under way. */
  async running(): Promise<LanguageClient> {
    if (!this.client) {
      await this.runs.settled();
    }
    if (!this.client) {
      throw new Problem("The docstring server is not running.", "Run Docstring: Restart Server.", "stopped");
    }
    return this.client;
  }

  /** Runs one of the server's commands. */
  async execute(command: string, argument?: unknown): Promise<unknown> {
    const client = await this.running();
    const list = argument === undefined ? [] : [argument];
    return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: list });
  }

  /** The command line of docstring-ls as the server is started, with its settings as environment. */
  async launch(): Promise<Launch> {
    const launch = await launchOf(await this.configuration.launch(), this.paths, this.sink());
    const settings = asEnvironment(this.configuration.settings());
    return { ...launch, environment: { ...launch.environment, ...settings } };
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.listener.gone();
    await client?.dispose().catch((error) => this.log.warn(`stop: ${String(error)}`));
  }

  dispose(): void {
    this.disposed = true;
    this.installing?.abort();
    void this.stop();
  }

  private async run(): Promise<void> {
    await this.stop();
    if (this.disposed) {
      return;
    }
    this.status.server("starting");
    this.installing = new AbortController();
    try {
      await this.start(this.sink(this.installing));
      this.status.server("ready");
    } catch (error) {
      this.failed(error, this.installing.signal.aborted);
    }
  }

  private async start(sink: ProgressSink): Promise<void> {
    const config = await this.configuration.launch();
    this.launched = comparable(config);
    const launch = await launchOf(config, this.paths, sink);
    try {
      await this.connect(launch);
    } catch (error) {
      if (!launch.packages || (await sound(launch))) {
        throw error;
      }
      this.log.warn("The server's packages are damaged; they are installed again.");
      await this.connect(await repair(launch, config, this.paths, sink));
    }
  }

  private async connect(launch: Launch): Promise<void> {
    this.log.info(`Starting ${launch.command} ${launch.arguments.join(" ")} serve --stdio`);
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(this.paths.storage));
    const server = {
      command: launch.command,
      args: [...launch.arguments, "serve", "--stdio"],
      options: { env: launch.environment, cwd: this.paths.storage },
    };
    const client = new QuietClient(SECTION, "Docstring", server, this.options());
    client.registerFeature(new OwnCommands());
    client.onNotification(STREAM, (params: StreamParams) => this.listener.stream(params));
    try {
      await client.start();
    } catch (error) {
      await client.dispose().catch(() => undefined);
      throw error;
    }
    this.client = client;
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: "file", language: "python" },
        { scheme: "untitled", language: "python" },
      ],
      outputChannel: this.log,
      initializationOptions: {
        ...INITIALIZATION,
        restricted: !vscode.workspace.isTrusted,
        ...this.configuration.settings(),
      },
      // What a hover links to, and no more: its text is a model's.
      markdown: {
        isTrusted: {
          enabledCommands: [
            Commands.insert,
            Commands.insertAnyway,
            Commands.regenerate,
            Commands.discard,
          ],
        },
      },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
      middleware: {
        workspace: {
          configuration: (params) =>
            params.items.map((item) =>
              item.section === SECTION ? this.configuration.settings(uriOf(item.scopeUri)) : null,
            ),
          didChangeConfiguration: () => Promise.resolve(),
        },
      },
    };
  }

  /** A server that ended by itself is started again, unless that happens all the time. */
  private closed() {
    if (this.client) {
      this.client = undefined;
      this.listener.gone();
      const now = Date.now();
      this.crashes = [...this.crashes.filter((then) => now - then < CRASH_WINDOW), now];
      if (this.crashes.length <= CRASHES) {
        void this.restart();
      } else {
        this.failed(
          new Problem("The docstring server ended several times.", "The log says why.", "crashed"),
          false,
        );
      }
    }
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private failed(error: unknown, cancelled: boolean): void {
    if (cancelled) {
      this.log.info("Cancelled.");
      this.status.server("stopped");
      return;
    }
    this.status.server("failed");
    this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const words =
      error instanceof Problem
        ? error.words
        : "The docstring server could not be started. The log says why; then retry.";
    const buttons = ["Retry", "Choose Python…", "Show Log"] as const;
    // Not awaited: activation must not hang on an answer.
    void vscode.window.showErrorMessage(words, ...buttons).then((button) => {
      const chosen = {
        Retry: "docstring-ls.restart",
        "Choose Python…": "docstring-ls.chooseInterpreter",
        "Show Log": "docstring-ls.showLog",
      };
      return button && vscode.commands.executeCommand(chosen[button]);
    });
  }

  /** Shows a notification with Cancel from the first progress on; a start without any is silent. */
  private sink(controller?: AbortController): ProgressSink {
    let show: ((message: string) => void) | undefined;
    const ended = this.runs;
    const progress = (message: string) => {
      show ??= begin(controller, () => ended.settled());
      show(message);
    };
    const log = (line: string) => this.log.info(line);
    return { log, progress, ...(controller ? { signal: controller.signal } : {}) };
  }
}

/** What a restart is needed for, without functions. */
function comparable({ command, interpreter, secrets }: LaunchConfig): unknown {
  return { command, interpreter, secrets };
}

function begin(controller: AbortController | undefined, ended: () => Promise<void>) {
  let report: (message: string) => void = () => undefined;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: "Docstring",
    cancellable: controller !== undefined,
  };
  void vscode.window.withProgress(options, (progress, token) => {
    report = (message) => progress.report({ message });
    token.onCancellationRequested(() => controller?.abort());
    return ended();
  });
  return (message: string) => report(message);
}

function uriOf(uri: string | null | undefined): vscode.Uri | undefined {
  return uri ? vscode.Uri.parse(uri) : undefined;
}
