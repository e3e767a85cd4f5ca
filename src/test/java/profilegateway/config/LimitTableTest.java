package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import profilegateway.testing.MarkdownTable;

class LimitTableTest {
  @Test
  void theDocumentSaysOfEachLimitWhatItIsWhereNothingIsSet() {
    Stream<String> limits =
        Arrays.stream(Limit.values()).map(limit -> "`" + limit.setting() + "` " + limit.fallback());

    assertThat(MarkdownTable.rows("docs/limits.md", "## All limits").stream()
            .map(row -> row.split("\\|", -1))
            .map(cells -> cells[1].strip() + " " + cells[2].strip()))
        .containsExactlyElementsOf(
            Stream.concat(limits, Stream.of("`GATEWAY_LIMIT_REQUEST_TIME` 4s")).toList());
  }
}
