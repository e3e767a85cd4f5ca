package profilegateway.access.persisted;

import io.vertx.core.Future;
import java.util.Optional;

/** The documents that clients registered with any instance. Futures come back to the event loop that asked. */
public interface SharedDocuments {

  /**
   * The document that was kept under a hash.
   *
   * @return empty where there is none; fails, soon, where that cannot be found out
   */
  Future<Optional<String>> find(String sha256);

  /** Keeps a document for all instances, as long as there is room for it; fails, soon, where that cannot be done. */
  Future<Void> keep(String sha256, String text);
}
