package profilegateway.profile;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What goes on with a future that mostly is there already: then it is done right away, without an object for each step. Otherwise
 * the same as the methods of {@link Future}: whatever is thrown, an error too, is a failure. To be called on the event loop that the
 * future completes on.
 */
public final class AtOnce {
  private AtOnce() {}

  /** As {@link Future#compose(Function)}. */
  public static <T extends @Nullable Object, R> Future<R> compose(
      Future<T> first, Function<T, Future<R>> next) {
    if (!first.succeeded()) {
      return first.compose(next);
    }
    try {
      return next.apply(first.result());
    } catch (Throwable thrown) {
      return Future.failedFuture(thrown);
    }
  }

  /** As {@link Future#map(Function)}. */
  public static <T, R> Future<R> map(Future<T> first, Function<T, R> next) {
    if (!first.succeeded()) {
      return first.map(next);
    }
    try {
      return Future.succeededFuture(next.apply(first.result()));
    } catch (Throwable thrown) {
      return Future.failedFuture(thrown);
    }
  }

  /** What comes of each of {@code items}, in their order; as {@link Future#all(List)} it fails as soon as one of them does. */
  public static <T, R> Future<List<R>> all(List<T> items, Function<T, Future<R>> each) {
    if (items.size() == 1) {
      return map(compose(Future.succeededFuture(items.get(0)), each), List::of);
    }
    return Future.all(items.stream()
            .map(item -> compose(Future.succeededFuture(item), each))
            .toList())
        .map(all -> all.list());
  }

  /** As {@link Future#recover(Function)}. */
  public static <T> Future<T> recover(Future<T> first, Function<Throwable, Future<T>> instead) {
    return first.succeeded() ? first : first.recover(instead);
  }
}
