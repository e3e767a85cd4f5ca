package profilegateway.observe.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.http.ClientName;
import profilegateway.http.EndedRequest;
import profilegateway.http.RequestNotes;
import profilegateway.profile.Span;
import profilegateway.testing.MarkdownTable;

class RequestLineTableTest {
  @Test
  void theDocumentListsEveryFieldInItsOrder() {
    EndedRequest request = new EndedRequest(
        "", "", "", 200, 0, () -> new ClientName(null, null), new RequestNotes(Span.NONE));
    List<String> fields = RequestLine.of(request, Reason.NONE, 0).fields().stream()
        .map(RequestLine.Field::name)
        .toList();

    assertThat(MarkdownTable.rows("docs/logs-and-traces.md", "## A request"))
        .extracting(row -> row.split("`", -1)[1])
        .isEqualTo(fields);
  }
}
