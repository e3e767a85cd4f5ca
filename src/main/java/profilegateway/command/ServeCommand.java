package profilegateway.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.Gateway;
import profilegateway.command.StartFailure.Listening;
import profilegateway.config.GatewayConfig;
import profilegateway.config.HttpAddress;
import profilegateway.config.HttpConfig;
import profilegateway.config.SandboxConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.sandbox.Sandbox;

/** {@code serve}: the gateway, and with {@code --sandbox} the API that it asks. */
final class ServeCommand {
  private final Shell shell;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  int run(ServeLine line) {
    Mode mode = line.mode();
    Settings settings;
    try {
      settings = SettingsOf.read(shell, line.given(), mode);
    } catch (WrongSettings wrong) {
      return SettingsOf.refuse(shell, wrong);
    }
    GatewaySchema schema;
    try {
      schema = GatewaySchema.read(settings.graphql());
    } catch (InvalidSchema invalid) {
      return StartFailure.report(shell, invalid);
    }
    Log.set(settings, shell);
    settings.warnings().forEach(Log::warning);
    HttpConfig http = settings.gateway().http();
    try (Running running = new Running(http.eventLoops(), http.graphiql() || mode.hasSandbox())) {
      Banner banner = mode.hasSandbox()
          ? startWithSandbox(running, settings, schema)
          : startGateway(running, settings.gateway(), schema, mode);
      shell.stay().untilEnd(running, () -> banner.show(shell));
      return ExitCode.OK;
    } catch (StartFailure failure) {
      return failure.report(shell, listening(settings, mode));
    }
  }

  private static Banner startWithSandbox(Running running, Settings settings, GatewaySchema schema)
      throws StartFailure {
    SandboxConfig config = settings.sandbox();
    Sandbox sandbox = running.started(() -> SandboxStart.start(running.vertx(), config));
    running.closeAtEnd(sandbox::close);
    String url = HttpAddress.url(config.host(), sandbox.port());
    GatewayConfig gateway = settings.gatewayOf(url);
    return startGateway(running, gateway, schema, Mode.SERVE_WITH_SANDBOX)
        .with("sandbox", url)
        .with("tokens", url + "/__sandbox/tokens")
        .with("viewer", viewer(gateway.access().sandboxViewer()));
  }

  private static String viewer(@Nullable String sample) {
    return sample == null
        ? "the shopper whose token is sent"
        : "the shopper whose token is sent; without one: GATEWAY_SANDBOX_VIEWER";
  }

  private static Banner startGateway(
      Running running, GatewayConfig config, GatewaySchema schema, Mode mode) throws StartFailure {
    Gateway gateway = running.started(() -> Gateway.start(running.vertx(), config, schema));
    running.closeAtEnd(gateway::close);
    Log.notes(StartNotes.of(config, mode));
    HttpConfig http = config.http();
    String url = HttpAddress.url(http.host(), gateway.port());
    Banner named = new Banner().with("graphql", url + "/graphql");
    Banner shop = config.sandbox() == null ? named : named.with("shop", url + "/");
    return (http.graphiql() ? shop.with("graphiql", url + "/graphiql") : shop)
        .with("management", HttpAddress.url(http.managementHost(), gateway.managementPort()));
  }

  private static List<Listening> listening(Settings settings, Mode mode) {
    HttpConfig http = settings.gateway().http();
    List<Listening> addresses = new ArrayList<>();
    addresses.add(new Listening("GATEWAY_PORT", http.host(), http.port()));
    addresses.add(
        new Listening("GATEWAY_MANAGEMENT_PORT", http.managementHost(), http.managementPort()));
    if (mode.hasSandbox()) {
      addresses.add(SandboxCommand.listening(settings.sandbox()));
    }
    return addresses;
  }
}
