package profilegateway.access.persisted;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Sha256;

/** The documents of all manifests. */
final class TrustedDocuments {
  static final TrustedDocuments NONE = new TrustedDocuments(Map.of());

  private final int size;
  private final Map<String, String> texts;
  private final Set<String> distinct;

  TrustedDocuments(Map<String, String> texts) {
    this.size = texts.size();
    this.texts = new HashMap<>(texts);
    this.distinct = new HashSet<>(texts.values());
    // Clients that know nothing of the manifest's ids name a text by its hash.
    distinct.forEach(text -> this.texts.putIfAbsent(Sha256.of(text), text));
  }

  /** The text of a document by its id, or by its SHA-256; null where no manifest has it. */
  @Nullable
  String text(String id) {
    return texts.get(id);
  }

  /** Whether a manifest has exactly this text, under whatever id. */
  boolean holds(String text) {
    return distinct.contains(text);
  }

  int size() {
    return size;
  }
}
