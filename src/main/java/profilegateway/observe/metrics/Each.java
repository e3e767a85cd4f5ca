package profilegateway.observe.metrics;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Something for each word of a closed list, found without a new object. Immutable. */
final class Each<E extends Enum<E>, T> {
  private final Map<E, T> all;

  private Each(Map<E, T> all) {
    this.all = all;
  }

  static <E extends Enum<E>, T> Each<E, T> of(Class<E> words, Function<E, T> made) {
    Map<E, T> all = new EnumMap<>(words);
    for (E word : words.getEnumConstants()) {
      all.put(word, made.apply(word));
    }
    return new Each<>(all);
  }

  T of(E word) {
    return Objects.requireNonNull(all.get(word));
  }

  Collection<T> all() {
    return all.values();
  }
}
