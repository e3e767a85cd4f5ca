package profilegateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells several listeners of the events that a step of the request path declares. */
final class Broadcast {
  private Broadcast() {}

  /**
   * One listener in the place of {@code listeners}: each is told of everything, in their order.
   *
   * @param events an interface whose methods give nothing back
   */
  static <E> E to(Class<E> events, List<? extends E> listeners) {
    if (listeners.size() == 1) {
      return listeners.get(0);
    }
    Object all = Proxy.newProxyInstance(
        events.getClassLoader(), new Class<?>[] {events}, (proxy, event, told) -> {
          if (event.getDeclaringClass() == Object.class) {
            return event.invoke(listeners, told);
          }
          for (E listener : listeners) {
            tell(listener, event, told);
          }
          return null;
        });
    return events.cast(all);
  }

  private static void tell(Object listener, Method event, @Nullable Object @Nullable [] told)
      throws Throwable {
    try {
      var unused = event.invoke(listener, told);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }
}
