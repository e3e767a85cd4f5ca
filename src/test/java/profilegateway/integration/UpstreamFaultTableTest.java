package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import profilegateway.testing.MarkdownTable;

/** The table of what can go wrong upstream: each row is held by tests that there are. */
class UpstreamFaultTableTest {
  private static final String TABLE = "src/test/resources/profilegateway/specs/upstream-faults.md";
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))\\.(\\w+)`");

  static Stream<String> rows() {
    return Stream.of("## The Profile API", "## The token")
        .flatMap(heading -> MarkdownTable.rows(TABLE, heading).stream());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowIsHeldByTests(String row) {
    String heldBy = row.split("\\|", -1)[4];
    List<MatchResult> tests = TEST.matcher(heldBy).results().toList();

    assertThat(tests).isNotEmpty();
    assertThat(heldBy.split("`", -1)).hasSize(2 * tests.size() + 1);
    assertThat(tests)
        .allSatisfy(test ->
            assertThat(isTest(test.group(1), test.group(2))).as(test.group()).isTrue());
  }

  private static boolean isTest(String name, String method) {
    return Stream.of("integration", "upstream", "upstream.token", "upstream.ratelimit")
        .flatMap(folder -> methods("profilegateway." + folder + "." + name))
        .anyMatch(found ->
            found.getName().equals(method) && AnnotationSupport.isAnnotated(found, Testable.class));
  }

  private static Stream<Method> methods(String type) {
    try {
      return Arrays.stream(Class.forName(type).getDeclaredMethods());
    } catch (ClassNotFoundException elsewhere) {
      return Stream.empty();
    }
  }
}
