package profilegateway.config.declared;

/** What the settings are read for. */
public enum Mode {
  /** The gateway, against the real API or a sandbox elsewhere. */
  SERVE,
  /** The gateway with a sandbox in the same process. */
  SERVE_WITH_SANDBOX,
  /** The sandbox alone. */
  SANDBOX,
  /** The schema alone. */
  SCHEMA,
  /** A purge by a gateway that runs elsewhere. */
  PURGE;

  /** Whether a setting has an effect; one without is not read, so that processes can share an environment. */
  public boolean uses(Setting<?> setting) {
    if (setting.equals(GatewaySettings.CONFIG)) {
      return true;
    }
    return switch (this) {
      case SERVE -> !setting.section().equals("sandbox");
      case SERVE_WITH_SANDBOX -> true;
      case SANDBOX ->
        setting.section().equals("sandbox")
            || MparticleSettings.ACCOUNT.contains(setting)
            || setting.equals(GatewaySettings.LOG_LEVEL)
            || setting.equals(GatewaySettings.LOG_FORMAT);
      case SCHEMA -> GatewaySettings.GRAPHQL.contains(setting);
      case PURGE -> GatewaySettings.MANAGEMENT.contains(setting);
    };
  }

  /** Whether a sandbox runs in this process. */
  public boolean hasSandbox() {
    return this == SERVE_WITH_SANDBOX || this == SANDBOX;
  }

  boolean isServe() {
    return this == SERVE || this == SERVE_WITH_SANDBOX;
  }
}
