package profilegateway.graphql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import profilegateway.profile.Ledger;

/** The operation that {@code bench/compare} asks: so many profiles by alias, three fields of each. */
public final class SampleOperation {
  private static final String SELECTION =
      "{ mpid attributes { lifetimeValue } audienceMemberships { audienceId audienceName } }";

  private SampleOperation() {}

  /** Its text. */
  public static String query(int profiles) {
    return "query P("
        + each(profiles, ", ", number -> "$m" + number + ": ID!")
        + ") { "
        + each(
            profiles,
            " ",
            number -> "p%1$d: profile(mpid: $m%1$d) %2$s".formatted(number, SELECTION))
        + " }";
  }

  /** Other profiles each. */
  public static Map<String, Object> variables(int profiles) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (int number = 1; number <= profiles; number++) {
      variables.put("m" + number, String.valueOf(4_000_000_000_000_000L + number));
    }
    return variables;
  }

  /** Its answer. */
  public static OperationResponse answer(int profiles) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (int number = 1; number <= profiles; number++) {
      data.put("p" + number, profile(String.valueOf(4_000_000_000_000_000L + number)));
    }
    return new OperationResponse(
        true, data, List.of(), new Ledger(), Duration.ZERO, OperationResponse.About.NOTHING);
  }

  private static Map<String, Object> profile(String mpid) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("mpid", mpid);
    profile.put("attributes", Map.of("lifetimeValue", 342.1));
    List<Map<String, Object>> audiences = new ArrayList<>();
    audiences.add(Map.of("audienceId", "17802", "audienceName", "Meret final CA test"));
    audiences.add(Map.of("audienceId", "17918", "audienceName", "Decor Remarketing"));
    profile.put("audienceMemberships", audiences);
    return profile;
  }

  private static String each(int count, String between, IntFunction<String> text) {
    return IntStream.rangeClosed(1, count).mapToObj(text).collect(Collectors.joining(between));
  }
}
