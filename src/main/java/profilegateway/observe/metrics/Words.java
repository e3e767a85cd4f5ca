package profilegateway.observe.metrics;

import java.util.Locale;

/** Values of labels: words of closed lists. */
final class Words {
  private Words() {}

  static String of(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
