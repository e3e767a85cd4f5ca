package profilegateway.config.declared;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import profilegateway.config.SandboxConfig;
import profilegateway.config.kinds.FileKinds;
import profilegateway.config.kinds.Kinds;

/** What a sandbox is set to. */
public final class SandboxSettings {
  private static final Section SECTION = new Section();

  static final Setting<String> HOST = SECTION.add(SandboxAddress.HOST);
  static final Setting<Integer> PORT = SECTION.add(SandboxAddress.PORT);
  static final Setting<Path> PROFILES = SECTION.add(Setting.of(
          "SANDBOX_PROFILES",
          FileKinds.file(),
          Fallback.none(),
          "further profiles, one JSON object a line")
      .alsoAs("--profiles"));
  static final Setting<Boolean> GENERATE = SECTION.add(
      "SANDBOX_GENERATE",
      Kinds.onOff(),
      Fallback.to("off"),
      "whether every mpid has a profile, made up where none is given");
  static final Setting<Integer> QUOTA_PER_SECOND = SECTION.add(
      "SANDBOX_QUOTA_PER_SECOND",
      Kinds.numberOrOff(1, 1_000_000),
      Fallback.to("15"),
      "calls let through in any second");
  static final Setting<Duration> TOKEN_LIFETIME = SECTION.add(
      "SANDBOX_TOKEN_LIFETIME",
      Kinds.durationFrom("1s"),
      Fallback.to("8h"),
      "how long a token lives");
  static final Setting<Duration> TOKEN_DELAY = SECTION.add(
      "SANDBOX_TOKEN_DELAY",
      Kinds.duration("0s", "10s"),
      Fallback.to("0s"),
      "how long a request for a token takes");

  static final List<Setting<?>> ALL = SECTION.settings();

  private SandboxSettings() {}

  public static SandboxConfig sandbox(Values values) {
    return new SandboxConfig(
        values.get(HOST),
        values.get(PORT),
        values.get(MparticleSettings.CLIENT_ID),
        values.get(MparticleSettings.CLIENT_SECRET),
        values.get(MparticleSettings.AUDIENCE),
        values.get(MparticleSettings.ORG_ID),
        values.get(MparticleSettings.ACCOUNT_ID),
        values.get(MparticleSettings.WORKSPACE_ID),
        values.find(PROFILES),
        values.get(GENERATE),
        values.get(QUOTA_PER_SECOND),
        values.get(TOKEN_LIFETIME),
        values.get(TOKEN_DELAY));
  }
}
