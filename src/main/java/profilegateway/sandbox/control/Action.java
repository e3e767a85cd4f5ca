package profilegateway.sandbox.control;

import io.vertx.ext.web.RoutingContext;
import profilegateway.sandbox.wire.Answer;

/** What a control request does, and is answered. A {@link profilegateway.sandbox.wire.WrongInput} is answered 400. */
@FunctionalInterface
interface Action {
  Answer answer(RoutingContext context);
}
