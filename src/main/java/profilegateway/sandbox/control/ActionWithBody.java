package profilegateway.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import profilegateway.sandbox.wire.Answer;

/** As {@link Action}, for a request with a body. */
@FunctionalInterface
interface ActionWithBody {
  Answer answer(RoutingContext context, ObjectNode body);
}
