package profilegateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import profilegateway.graphql.OperationResponse;

/** Answers as clients get them. */
public final class WrittenAnswers {
  private WrittenAnswers() {}

  /** The body of one answer, or of several as a batch, with what it cost where that is to be explained. */
  public static Buffer body(OperationResponse answer, boolean batch, boolean explain) {
    return new ResponseWriter(explain)
        .write(batch ? List.of(answer, answer) : List.of(answer), batch);
  }
}
