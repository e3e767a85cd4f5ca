package profilegateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import profilegateway.access.persisted.SharedDocuments;
import profilegateway.redis.link.FleetKeys;
import profilegateway.redis.link.HiddenNames;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Script;
import profilegateway.redis.link.Sealing;

/**
 * Documents that clients registered, in Redis. They are sealed, as a client may have written an identity into one; of
 * more than there is room for, those go that were not asked for the longest.
 */
final class RedisDocuments implements SharedDocuments {
  /** A client that is not answered in time sends the text again. */
  private static final Duration FIND_LIMIT = Duration.ofMillis(50);

  private static final long MOST_BYTES = 16L * 1024 * 1024;
  private static final Duration UNUSED = Duration.ofDays(30);

  private static final Script FIND = Script.named(RedisDocuments.class, "find-document.lua");
  private static final Script KEEP = Script.named(RedisDocuments.class, "keep-document.lua");

  private final RedisLink link;
  private final Sealing sealing;
  private final HiddenNames hidden;
  private final String documents;
  private final List<String> names;

  RedisDocuments(RedisLink link, FleetKeys keys, HiddenNames hidden, Sealing sealing) {
    this.link = link;
    this.sealing = sealing;
    this.hidden = hidden;
    this.documents = keys.named("documents");
    this.names = List.of(documents, keys.named("documents-used"));
  }

  @Override
  public Future<Optional<String>> find(String sha256) {
    return FIND.run(link, FIND_LIMIT, names, hidden.of("document", sha256))
        .map(answer -> opened(sha256, answer));
  }

  @Override
  public Future<Void> keep(String sha256, String text) {
    byte[] sealed = sealing.seal(name(sha256), text.getBytes(StandardCharsets.UTF_8));
    return KEEP.run(
            link,
            RedisLink.LIMIT,
            names,
            hidden.of("document", sha256),
            sealed,
            MOST_BYTES,
            UNUSED.toSeconds())
        .mapEmpty();
  }

  private Optional<String> opened(String sha256, Response answer) {
    return answer.size() == 0
        ? Optional.empty()
        : sealing
            .open(name(sha256), answer.get(0).toBytes())
            .map(text -> new String(text, StandardCharsets.UTF_8));
  }

  /** What a document is sealed for: it cannot be put in another's place. */
  private String name(String sha256) {
    return documents + " " + sha256;
  }
}
