package profilegateway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells several listeners of the events that a step of the request path declares. */
final class Broadcast {
  private Broadcast() {}

  /**
   * One listener in the place of {@code listeners}: each is told of everything that it does not ignore, in their order.
   *
   * @param events an interface whose methods give nothing back
   */
  static <E> E to(Class<E> events, List<? extends E> listeners) {
    if (listeners.size() == 1) {
      return listeners.get(0);
    }
    Map<Method, List<E>> listening = new HashMap<>();
    for (Method event : events.getMethods()) {
      listening.put(
          event,
          listeners.stream().filter(one -> hears(one, event)).<E>map(one -> one).toList());
    }
    Object all = Proxy.newProxyInstance(
        events.getClassLoader(), new Class<?>[] {events}, (proxy, event, told) -> {
          List<E> listens = listening.get(event);
          if (listens == null) {
            return event.invoke(listeners, told);
          }
          for (E listener : listens) {
            tell(listener, event, told);
          }
          return null;
        });
    return events.cast(all);
  }

  /** Whether it does something of its own about an event: what nobody hears costs nothing, and some come often. */
  private static boolean hears(Object listener, Method event) {
    try {
      return !listener
          .getClass()
          .getMethod(event.getName(), event.getParameterTypes())
          .getDeclaringClass()
          .isInterface();
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
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
