package profilegateway.sandbox.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import profilegateway.sandbox.traffic.Kind;
import profilegateway.sandbox.wire.WrongInput;

/** Which calls a rule is for. */
enum Target {
  TOKEN,
  PROFILE,
  RESOLVE,
  /** Both calls of the Profile API. */
  API,
  ANY;

  static Target read(String word) {
    for (Target target : values()) {
      if (target.word().equals(word)) {
        return target;
      }
    }
    throw new WrongInput("a fault: on is one of "
        + Arrays.stream(values()).map(Target::word).collect(Collectors.joining(", ")));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean takes(Kind kind) {
    return switch (this) {
      case TOKEN -> kind == Kind.TOKEN;
      case PROFILE -> kind == Kind.PROFILE;
      case RESOLVE -> kind == Kind.RESOLVE;
      case API -> kind.isApi();
      case ANY -> true;
    };
  }

  boolean takesTokens() {
    return this == TOKEN || this == ANY;
  }
}
