package profilegateway.config.declared;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import profilegateway.config.PersistedConfig;
import profilegateway.config.PersistedMode;
import profilegateway.config.declared.Fallback.OtherSettings;
import profilegateway.config.kinds.FileKinds;
import profilegateway.config.kinds.Kinds;

/** Which operations may be asked by an id, and whether any others may be asked. */
public final class PersistedSettings {
  private static final Section SECTION = new Section();

  static final Setting<List<Path>> DOCUMENTS = SECTION.add(
      "GATEWAY_PERSISTED_DOCUMENTS",
      FileKinds.filesOrFolders(),
      Fallback.none(),
      "manifests of the trusted documents, as files or folders");
  static final Setting<String> DOCUMENTS_MODE = SECTION.add(
      "GATEWAY_PERSISTED_DOCUMENTS_MODE",
      Kinds.oneOf(Stream.of(PersistedMode.values()).map(PersistedMode::word).toList()),
      Fallback.to(
          "enforce with GATEWAY_PERSISTED_DOCUMENTS, else off",
          values -> values.isAttempted(PersistedSettings.DOCUMENTS) ? "enforce" : "off"),
      "what becomes of operations in no manifest: enforce refuses them, log executes and logs them; off reads no manifest");
  static final Setting<Boolean> AUTOMATIC = SECTION.add(
      "GATEWAY_PERSISTED_AUTOMATIC",
      Kinds.onOff(),
      Fallback.to(
          "on, but off where documents are enforced", values -> isEnforced(values) ? "off" : "on"),
      "whether clients may register an operation by the SHA-256 of its text (automatic persisted queries)");

  static final List<Setting<?>> ALL = SECTION.settings();

  private PersistedSettings() {}

  static boolean isEnforced(OtherSettings values) {
    return PersistedMode.ENFORCE.word().equals(values.find(DOCUMENTS_MODE));
  }

  public static PersistedConfig persisted(Values values) {
    PersistedMode mode = PersistedMode.of(values.get(DOCUMENTS_MODE)).orElseThrow();
    return new PersistedConfig(
        mode == PersistedMode.OFF ? List.of() : values.list(DOCUMENTS),
        mode,
        values.get(AUTOMATIC));
  }
}
