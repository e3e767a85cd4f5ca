package profilegateway.http;

import java.util.List;
import profilegateway.graphql.ErrorCode;

/** What happens to requests of the port that clients use. Called on event loops; never with personal data. */
public interface HttpEvents {
  /** A request, or one operation of it, is answered with an error before it comes to be executed as GraphQL. */
  default void refused(ErrorCode code) {}

  /** A request is over: its answer is written, to be sent at the end of the round, or its client left before that. */
  default void ended(EndedRequest request) {}

  /** All of these as one, each told in their order. Requests are too many to be told of by reflection. */
  static HttpEvents all(List<HttpEvents> each) {
    return new HttpEvents() {
      @Override
      public void refused(ErrorCode code) {
        for (HttpEvents one : each) {
          one.refused(code);
        }
      }

      @Override
      public void ended(EndedRequest request) {
        for (HttpEvents one : each) {
          one.ended(request);
        }
      }
    };
  }
}
