package profilegateway.config.reading;

import java.net.URI;
import java.util.List;
import java.util.Map;
import profilegateway.config.GatewayConfig;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.LogFormat;
import profilegateway.config.LoggedRequests;
import profilegateway.config.ManagementConfig;
import profilegateway.config.ObserveConfig;
import profilegateway.config.SandboxConfig;
import profilegateway.config.declared.AccessSettings;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.CacheSettings;
import profilegateway.config.declared.GatewaySettings;
import profilegateway.config.declared.LimitSettings;
import profilegateway.config.declared.MparticleSettings;
import profilegateway.config.declared.PersistedSettings;
import profilegateway.config.declared.RedisSettings;
import profilegateway.config.declared.SandboxSettings;
import profilegateway.config.declared.Values;
import profilegateway.config.declared.Warnings;

/** The settings in force, checked: nothing here fails on what a person wrote. */
public final class Settings {
  private final Values values;
  private final Map<String, String> openTelemetry;

  /** @param openTelemetry variables of the environment that are OpenTelemetry's, and read by it */
  Settings(Values values, Map<String, String> openTelemetry) {
    this.values = values;
    this.openTelemetry = openTelemetry;
  }

  /** What {@code serve} needs. */
  public GatewayConfig gateway() {
    return new GatewayConfig(
        GatewaySettings.http(values),
        graphql(),
        LimitSettings.limits(values),
        AccessSettings.access(values, null),
        PersistedSettings.persisted(values),
        MparticleSettings.upstream(values),
        CacheSettings.cache(values),
        RedisSettings.redis(values),
        new ObserveConfig(
            LoggedRequests.of(values.get(GatewaySettings.LOG_REQUESTS)), openTelemetry),
        null);
  }

  /**
   * What {@code serve --sandbox} needs, once the sandbox listens.
   *
   * @param sandbox where it listens, without a trailing slash; a URL that was set explicitly stays
   */
  public GatewayConfig gatewayOf(String sandbox) {
    GatewayConfig config = gateway();
    return new GatewayConfig(
        config.http(),
        config.graphql(),
        config.limits(),
        AccessSettings.access(values, sandbox),
        config.persisted(),
        MparticleSettings.upstream(values, sandbox),
        config.cache(),
        config.redis(),
        config.observe(),
        URI.create(sandbox));
  }

  /** What a sandbox needs. */
  public SandboxConfig sandbox() {
    return SandboxSettings.sandbox(values);
  }

  /** What {@code schema} needs, and {@code serve} too. */
  public GraphQlConfig graphql() {
    return GatewaySettings.graphql(values);
  }

  /** What {@code purge} needs. */
  public ManagementConfig management() {
    return GatewaySettings.management(values);
  }

  /** One of {@code error}, {@code warn}, {@code info}, {@code debug}. */
  public String logLevel() {
    return values.get(GatewaySettings.LOG_LEVEL);
  }

  /** How a line of the log is written. */
  public LogFormat logFormat() {
    return LogFormat.of(values.get(GatewaySettings.LOG_FORMAT));
  }

  /** What is allowed and rarely meant, one sentence each. */
  public List<String> warnings() {
    return Warnings.of(values);
  }

  /** Every setting that has an effect, section after section, with its source. Shows no secret. */
  public List<InForce> inForce() {
    return AllSettings.ofTheFile().stream()
        .filter(setting -> AllSettings.isUsed(setting, values.mode()))
        .filter(setting -> !setting.flags().isEmpty() || values.given(setting) != null)
        .map(setting -> InForce.of(setting, values))
        .toList();
  }
}
