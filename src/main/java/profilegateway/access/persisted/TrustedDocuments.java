package profilegateway.access.persisted;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents of all manifests. */
final class TrustedDocuments {
  static final TrustedDocuments NONE = new TrustedDocuments(Map.of());

  private final Map<String, String> texts;
  private final Set<String> distinct;

  TrustedDocuments(Map<String, String> texts) {
    this.texts = new HashMap<>(texts);
    this.distinct = new HashSet<>(texts.values());
  }

  /** The text of a document; null where no manifest has the id. */
  @Nullable
  String text(String id) {
    return texts.get(id);
  }

  /** Whether a manifest has exactly this text, under whatever id. */
  boolean holds(String text) {
    return distinct.contains(text);
  }

  int size() {
    return texts.size();
  }
}
