package profilegateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.ErrorCode;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

/** Reads whose copies are to be dropped. No message repeats what was sent, as it is somebody's. */
final class PurgeReader {
  private static final int MOST = 1000;
  private static final String FORM =
      "Send {\"mpids\": [\"…\"], \"identities\": [{\"type\": \"…\", \"value\": \"…\"}]}, or one of the two.";

  private final Set<String> identityTypes;

  /** Takes identities of {@code identityTypes}, by which profiles are looked up: under no others is anything held. */
  PurgeReader(Set<String> identityTypes) {
    this.identityTypes = identityTypes;
  }

  PurgeRequest read(RoutingContext request) throws HttpError.Thrown {
    JsonInput.require(request.request(), "the ids");
    Buffer body = request.body().buffer();
    Object json =
        body == null || body.length() == 0 ? null : JsonInput.parse(body.getBytes(), "The body");
    if (!(json instanceof Map<?, ?> members)) {
      throw bad(FORM);
    }
    if (!Set.of("mpids", "identities").containsAll(members.keySet())) {
      throw bad("The body has a member that is neither `mpids` nor `identities`. " + FORM);
    }
    List<?> mpids = list("mpids", members);
    List<?> identities = list("identities", members);
    requireSome(mpids.size() + identities.size());
    return new PurgeRequest(mpids(mpids), identities(identities));
  }

  private static List<?> list(String name, Map<?, ?> members) throws HttpError.Thrown {
    if (!members.containsKey(name)) {
      return List.of();
    }
    if (members.get(name) instanceof List<?> list) {
      return list;
    }
    throw bad("`" + name + "` must be an array. " + FORM);
  }

  private static void requireSome(int count) throws HttpError.Thrown {
    if (count == 0) {
      throw bad("Nobody is named. " + FORM);
    }
    if (count > MOST) {
      throw new HttpError.Thrown(new HttpError(
          400,
          ErrorCode.OPERATION_LIMIT_EXCEEDED,
          "The request names " + count + " users; the limit is " + MOST + ".",
          Map.of()));
    }
  }

  private static List<Mpid> mpids(List<?> elements) throws HttpError.Thrown {
    List<Mpid> mpids = new ArrayList<>(elements.size());
    for (Object element : elements) {
      String place = "`mpids[" + mpids.size() + "]`";
      if (element instanceof Number) {
        throw bad(place + " is a number: an mpid has 64 bits, which JSON's numbers lose in many"
            + " languages. Send it as text, in quotes.");
      }
      mpids.add(
          (element instanceof String text ? Mpid.parse(text) : Optional.<Mpid>empty())
              .orElseThrow(
                  () -> bad(
                      place
                          + " is no mpid: it must be a signed 64-bit number other than 0, as text in decimal digits.")));
    }
    return mpids;
  }

  private List<Identity> identities(List<?> elements) throws HttpError.Thrown {
    List<Identity> identities = new ArrayList<>(elements.size());
    for (Object element : elements) {
      identities.add(identity("identities[" + identities.size() + "]", element));
    }
    return identities;
  }

  private Identity identity(String place, @Nullable Object element) throws HttpError.Thrown {
    if (!(element instanceof Map<?, ?> members)
        || !members.keySet().equals(Set.of("type", "value"))) {
      throw bad("`" + place + "` must be an object with `type` and `value`, and nothing else.");
    }
    String type = text(place + ".type", members.get("type")).toLowerCase(Locale.ROOT);
    if (!identityTypes.contains(type)) {
      throw bad("`" + place + ".type` must be one of "
          + String.join(", ", identityTypes.stream().sorted().toList())
          + ": profiles are looked up by no other identity.");
    }
    return new Identity(type, text(place + ".value", members.get("value")));
  }

  private static String text(String place, @Nullable Object json) throws HttpError.Thrown {
    if (json instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw bad("`" + place + "` must be text that is not empty.");
  }

  private static HttpError.Thrown bad(String message) {
    return new HttpError.Thrown(HttpError.badRequest(message));
  }
}
