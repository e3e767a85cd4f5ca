package profilegateway.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client calls itself. Anybody may write anything there, so only what looks like a name or version is taken: a few
 * letters to begin with or a number that is no id, and no sign that addresses have.
 *
 * @param name null where it gives none that is well-formed
 * @param version null where it gives none that is well-formed
 */
public record ClientName(@Nullable String name, @Nullable String version) {
  private static final List<String> NAMES =
      List.of("apollographql-client-name", "graphql-client-name");
  private static final List<String> VERSIONS =
      List.of("apollographql-client-version", "graphql-client-version");

  /** Ids of people are digits, and many. */
  private static final String NO_ID = "(?!.*[0-9]{11})";

  private static final Pattern NAME = Pattern.compile(NO_ID + "[A-Za-z][A-Za-z0-9 ._/-]{0,63}");
  private static final Pattern VERSION =
      Pattern.compile(NO_ID + "[A-Za-z0-9][A-Za-z0-9._+-]{0,31}");

  static ClientName of(MultiMap headers) {
    return new ClientName(first(headers, NAMES, NAME), first(headers, VERSIONS, VERSION));
  }

  private static @Nullable String first(MultiMap headers, List<String> names, Pattern wellFormed) {
    for (String name : names) {
      String value = headers.get(name);
      if (value != null && wellFormed.matcher(value).matches()) {
        return value;
      }
    }
    return null;
  }
}
