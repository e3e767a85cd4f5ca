package profilegateway.command;

import java.util.List;
import picocli.CommandLine.ParseResult;
import profilegateway.command.StartFailure.Listening;
import profilegateway.config.HttpAddress;
import profilegateway.config.SandboxConfig;
import profilegateway.config.Secret;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.WrongSettings;
import profilegateway.sandbox.Sandbox;
import profilegateway.sandbox.SandboxAccount;

/** {@code sandbox}: a Profile API alone, for a gateway in another process. */
final class SandboxCommand {
  private static final int EVENT_LOOPS = 1;

  private final Shell shell;

  SandboxCommand(Shell shell) {
    this.shell = shell;
  }

  int run(ParseResult parsed) {
    Settings settings;
    try {
      settings = SettingsOf.read(shell, parsed, Mode.SANDBOX);
    } catch (WrongSettings wrong) {
      return SettingsOf.refuse(shell, wrong);
    }
    Log.set(settings, shell);
    SandboxConfig config = settings.sandbox();
    try (Running running = new Running(EVENT_LOOPS, true)) {
      Sandbox sandbox = running.started(() -> SandboxStart.start(running.vertx(), config));
      running.closeAtEnd(sandbox::close);
      Banner banner = banner(HttpAddress.url(config.host(), sandbox.port()), config);
      shell.stay().untilEnd(running, () -> banner.show(shell));
      return ExitCode.OK;
    } catch (StartFailure failure) {
      return failure.report(shell, List.of(listening(config)));
    }
  }

  /** The settings that point a gateway at this sandbox, as they would be written into an environment. */
  static Banner banner(String url, SandboxConfig config) {
    return new Banner()
        .with("sandbox", url)
        .with("MPARTICLE_API_URL", url)
        .with("MPARTICLE_TOKEN_URL", url + "/oauth/token")
        .with("MPARTICLE_CLIENT_ID", config.clientId())
        .with("MPARTICLE_CLIENT_SECRET", shown(config.clientSecret()))
        .with("MPARTICLE_ORG_ID", config.orgId())
        .with("MPARTICLE_ACCOUNT_ID", config.accountId())
        .with("MPARTICLE_WORKSPACE_ID", config.workspaceId());
  }

  static Listening listening(SandboxConfig config) {
    return new Listening("SANDBOX_PORT", config.host(), config.port());
  }

  /** The sandbox's own secret is no secret; any other one is. */
  private static String shown(Secret secret) {
    String known = SandboxAccount.DEFAULT.clientSecret();
    return secret.equals(new Secret.Text(known)) ? known : "(as it is set)";
  }
}
