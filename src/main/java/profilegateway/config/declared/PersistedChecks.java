package profilegateway.config.declared;

import profilegateway.config.PersistedMode;

/** Checks the settings of persisted documents against each other, and against settings that allow other operations. */
final class PersistedChecks {
  private PersistedChecks() {}

  static void check(Values values) {
    String mode = values.find(PersistedSettings.DOCUMENTS_MODE);
    if (mode != null
        && !mode.equals(PersistedMode.OFF.word())
        && !values.isAttempted(PersistedSettings.DOCUMENTS)) {
      values.refuse(
          PersistedSettings.DOCUMENTS_MODE,
          "is " + mode
              + ", but GATEWAY_PERSISTED_DOCUMENTS is not set: there is no document to trust");
    }
    if (PersistedSettings.isEnforced(values)) {
      refuseOn(
          PersistedSettings.AUTOMATIC,
          values,
          "is on, but with GATEWAY_PERSISTED_DOCUMENTS_MODE=enforce no client may register an operation");
      refuseOn(
          GatewaySettings.GRAPHIQL,
          values,
          "is on, but with GATEWAY_PERSISTED_DOCUMENTS_MODE=enforce nothing that is written in it would be executed");
    }
  }

  private static void refuseOn(Setting<Boolean> setting, Values values, String wrong) {
    if (values.isGiven(setting) && Boolean.TRUE.equals(values.find(setting))) {
      values.refuse(setting, wrong, "leave it out, or set GATEWAY_PERSISTED_DOCUMENTS_MODE=log");
    }
  }
}
