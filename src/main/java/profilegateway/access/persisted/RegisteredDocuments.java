package profilegateway.access.persisted;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Sha256;

/**
 * Documents that clients registered by their hash (automatic persisted queries), here and, as far as it can be reached,
 * where instances share them. A hash never stands for another text than its own, whoever says so. Shared by all event
 * loops.
 */
final class RegisteredDocuments {
  /** What is held in the process, in characters: some hundred large documents, or thousands of ordinary ones. */
  private static final long MOST_CHARACTERS = 4_000_000;

  private static final int OVERHEAD = 100;
  private static final int LONGEST = 256 * 1024;

  private final @Nullable SharedDocuments shared;
  private final Cache<String, String> local = Caffeine.newBuilder()
      .maximumWeight(MOST_CHARACTERS)
      .weigher((String hash, String text) -> text.length() + OVERHEAD)
      .executor(Runnable::run)
      .build();

  /** Null where instances share nothing. */
  RegisteredDocuments(@Nullable SharedDocuments shared) {
    this.shared = shared;
  }

  /** The document of a hash; never fails. */
  Future<Optional<String>> find(String sha256) {
    String known = local.getIfPresent(sha256);
    if (known != null || shared == null) {
      return Future.succeededFuture(Optional.ofNullable(known));
    }
    return shared
        .find(sha256)
        .map(found -> found.filter(text -> Sha256.of(text).equals(sha256)))
        .onSuccess(found -> found.ifPresent(text -> local.put(sha256, text)))
        .otherwise(Optional.empty());
  }

  /** Keeps a document that is good; nobody waits for others to know it too. */
  void register(String sha256, String text) {
    if (text.length() > LONGEST || text.equals(local.getIfPresent(sha256))) {
      return;
    }
    local.put(sha256, text);
    if (shared != null) {
      var unused = shared.keep(sha256, text);
    }
  }
}
