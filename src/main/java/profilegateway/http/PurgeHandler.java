package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import profilegateway.http.Purge.Outcome;
import profilegateway.http.Purge.Purged;
import profilegateway.profile.Identity;

/** {@code POST /purge} with mpids and identities: drops what is held of them, in the whole fleet. */
final class PurgeHandler implements Handler<RoutingContext> {
  /** That copies were dropped has to be provable afterwards, however little else is logged. */
  private static final Logger AUDIT = LoggerFactory.getLogger("profilegateway.audit");

  private final Purge purge;
  private final PurgeReader reader;

  PurgeHandler(Purge purge, Set<String> identityTypes) {
    this.purge = purge;
    this.reader = new PurgeReader(identityTypes);
  }

  @Override
  public void handle(RoutingContext request) {
    PurgeRequest asked;
    try {
      asked = reader.read(request);
    } catch (HttpError.Thrown wrong) {
      Answers.end(request, wrong.error());
      return;
    }
    purge
        .purge(new LinkedHashSet<>(asked.mpids()), new LinkedHashSet<>(asked.identities()))
        .onSuccess(purged -> {
          audit(request, asked, purged);
          answer(request, asked, purged);
        })
        .onFailure(bug -> Answers.endBug(Exchange.of(request), bug));
  }

  private static void audit(RoutingContext request, PurgeRequest asked, Purged purged) {
    boolean complete = purged.outcome() == Outcome.COMPLETE;
    AUDIT
        .atLevel(complete ? Level.INFO : Level.WARN)
        .addKeyValue("mpids", asked.mpids().size())
        .addKeyValue("identities", asked.identities().size())
        .addKeyValue("unlinked", purged.unlinked().size())
        .addKeyValue("entries", purged.entries())
        .addKeyValue("complete", complete)
        .addKeyValue("silent", purged.silent().size())
        .addKeyValue("request", Exchange.of(request).id())
        .log("purged");
  }

  private static void answer(RoutingContext request, PurgeRequest asked, Purged purged) {
    boolean complete = purged.outcome() == Outcome.COMPLETE;
    JsonObject answer = new JsonObject().put("complete", complete);
    problem(purged.outcome()).ifPresent(problem -> answer.put("problem", problem));
    answer
        .put("entries", purged.entries())
        .put(
            "instances",
            new JsonObject()
                .put("confirmed", new JsonArray(purged.confirmed()))
                .put("silent", new JsonArray(purged.silent())))
        .put("identities", links(asked.identities(), purged.unlinked()));
    request
        .response()
        .setStatusCode(complete ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(answer.encode());
  }

  /** An identity is named by its place in the request: its value is not for logs of whoever asks. */
  private static JsonArray links(List<Identity> identities, Set<Identity> unlinked) {
    JsonArray links = new JsonArray();
    for (int index = 0; index < identities.size(); index++) {
      Identity identity = identities.get(index);
      links.add(new JsonObject()
          .put("index", index)
          .put("type", identity.type())
          .put("linked", !unlinked.contains(identity)));
    }
    return links;
  }

  private static Optional<String> problem(Outcome outcome) {
    return switch (outcome) {
      case COMPLETE -> Optional.empty();
      case REDIS_AWAY ->
        Optional.of(
            "Redis did not answer: copies there and in other instances may be left. Repeat it when Redis is back.");
      case INSTANCES_SILENT ->
        Optional.of("Not all instances confirmed in time: copies may be left in those. Repeat it.");
      case OTHERS_NOT_REACHED ->
        Optional.of(
            "The instances share no cache, so only this one was reached. Send it to each of the others.");
    };
  }
}
