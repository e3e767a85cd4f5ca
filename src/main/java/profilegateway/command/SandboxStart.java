package profilegateway.command;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import profilegateway.config.SandboxConfig;
import profilegateway.config.Secret;
import profilegateway.sandbox.Sandbox;
import profilegateway.sandbox.SandboxAccount;
import profilegateway.sandbox.SandboxOptions;

/** Hands the settings of a sandbox to the sandbox, which knows nothing of settings. */
final class SandboxStart {
  private SandboxStart() {}

  static Future<Sandbox> start(Vertx vertx, SandboxConfig config) {
    return Sandbox.start(vertx, options(config));
  }

  static SandboxOptions options(SandboxConfig config) {
    SandboxAccount account = new SandboxAccount(
        config.clientId(),
        text(config.clientSecret()),
        config.audience(),
        config.orgId(),
        config.accountId(),
        config.workspaceId());
    return new SandboxOptions(
        config.host(),
        config.port(),
        account,
        config.profiles(),
        config.generate(),
        config.quotaPerSecond(),
        config.tokenLifetime(),
        config.tokenDelay());
  }

  private static String text(Secret secret) {
    if (secret instanceof Secret.Text given) {
      return given.value();
    }
    try {
      return Files.readString(((Secret.InFile) secret).path()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
