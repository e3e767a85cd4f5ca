package profilegateway.access.persisted;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.access.Sha256;
import profilegateway.access.persisted.DocumentRefusal.Reason;
import profilegateway.config.PersistedConfig;
import profilegateway.config.PersistedMode;

/**
 * Finds the text of a document that is asked by its id, and says whether a text may be executed at all. It says nothing of
 * what its caller may read: that is seen to when it is executed. Shared by all event loops.
 */
public final class PersistedDocuments {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final PersistedMode mode;
  private final ManifestFiles manifests;
  private final @Nullable RegisteredDocuments registered;
  private final PersistedEvents events;
  private volatile boolean closed;

  private PersistedDocuments(
      Vertx vertx,
      PersistedConfig config,
      @Nullable SharedDocuments shared,
      PersistedEvents events) {
    this.vertx = vertx;
    this.mode = config.mode();
    this.manifests = new ManifestFiles(config.manifests(), events);
    this.registered = config.automatic() ? new RegisteredDocuments(shared) : null;
    this.events = events;
  }

  /**
   * Opens the documents that may be asked. Reads manifests, and blocks for that.
   *
   * @param shared what clients registered with other instances; null where instances share nothing
   * @throws IllegalArgumentException when a manifest cannot be used, saying which and why
   */
  public static PersistedDocuments open(
      Vertx vertx,
      PersistedConfig config,
      @Nullable SharedDocuments shared,
      PersistedEvents events) {
    PersistedDocuments opened = new PersistedDocuments(vertx, config, shared, events);
    if (!config.manifests().isEmpty()) {
      opened.keepUpToDate();
    }
    return opened;
  }

  /** What is wrong with the manifests: nothing, or one line. Blocks. */
  public static List<String> problems(PersistedConfig config) {
    try {
      var unused = new ManifestFiles(config.manifests(), new PersistedEvents() {});
      return List.of();
    } catch (UnusableManifest wrong) {
      return List.of(String.valueOf(wrong.getMessage()));
    }
  }

  private void keepUpToDate() {
    vertx.setTimer(BETWEEN_LOOKS.toMillis(), due -> {
      if (!closed) {
        vertx
            .executeBlocking(() -> {
              manifests.look();
              return true;
            })
            .onComplete(done -> keepUpToDate());
      }
    });
  }

  public void close() {
    closed = true;
  }

  /**
   * The document that is asked for.
   *
   * @param requestId for the log
   * @return fails with a {@link DocumentRefusal}; completes on the event loop it was asked on
   */
  public Future<KnownDocument> find(AskedDocument asked, String requestId, Caller caller) {
    String id = asked.id() == null ? null : DocumentId.plain(asked.id());
    String text = asked.text();
    if (text == null) {
      return byId(String.valueOf(id), requestId, caller);
    }
    TrustedDocuments trusted = manifests.documents();
    boolean isNamedSo = id == null || text.equals(trusted.text(id)) || id.equals(Sha256.of(text));
    if (!isNamedSo) {
      return refused(Reason.HASH_MISMATCH);
    }
    if (trusted.holds(text)) {
      return Future.succeededFuture(new KnownDocument(text, null));
    }
    return untrusted(text, id, requestId, caller);
  }

  private Future<KnownDocument> byId(String id, String requestId, Caller caller) {
    String trusted = manifests.documents().text(id);
    if (trusted != null) {
      return Future.succeededFuture(new KnownDocument(trusted, null));
    }
    if (mode == PersistedMode.ENFORCE) {
      events.untrusted(requestId, caller.hash(), DocumentId.shown(id), false);
    }
    if (registered == null || !DocumentId.isSha256(id)) {
      return refused(
          registered == null && mode == PersistedMode.OFF
              ? Reason.NOT_SUPPORTED
              : Reason.NOT_FOUND);
    }
    return registered.find(id).compose(found -> registered(found, id, requestId, caller));
  }

  private Future<KnownDocument> registered(
      Optional<String> found, String id, String requestId, Caller caller) {
    if (found.isEmpty()) {
      return refused(Reason.NOT_FOUND);
    }
    if (mode == PersistedMode.LOG) {
      events.untrusted(requestId, caller.hash(), id, true);
    }
    return Future.succeededFuture(new KnownDocument(found.get(), null));
  }

  private Future<KnownDocument> untrusted(
      String text, @Nullable String id, String requestId, Caller caller) {
    if (mode != PersistedMode.OFF) {
      String name = id == null ? Sha256.of(text) : id;
      events.untrusted(requestId, caller.hash(), name, mode == PersistedMode.LOG);
    }
    return mode == PersistedMode.ENFORCE
        ? refused(Reason.NOT_TRUSTED)
        : Future.succeededFuture(new KnownDocument(text, registered == null ? null : id));
  }

  /** Has a document known by its hash from now on, if that was asked for: it is valid, within limits, and was executed. */
  public void executed(KnownDocument document) {
    if (registered != null && document.registeredAs() != null) {
      registered.register(document.registeredAs(), document.text());
    }
  }

  private static Future<KnownDocument> refused(Reason reason) {
    return Future.failedFuture(new DocumentRefusal(reason));
  }
}
