package profilegateway.profile;

import io.vertx.core.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work as a trace shows it: it is part of another one, and may have parts of its own. It is handed from step to step,
 * as work crosses event loops and outlasts those who began it. Where nobody traces it is {@link #NONE}. Thread-safe.
 *
 * <p>What is noted leaves the process: never anything of a person, and names of attributes are those of OpenTelemetry's
 * conventions where these have one.
 */
public interface Span {
  /** What nobody traces. */
  Span NONE = new Span() {};

  /** Kinds of work. */
  enum Work {
    /** An HTTP request of a client. */
    REQUEST,
    /** A GraphQL operation. */
    OPERATION,
    /** All look-ups that the fields of an operation need at once. */
    BATCH,
    /** One call of the Profile API. */
    CALL,
    /** One question to the cache that instances share. */
    SHARED_CACHE
  }

  /**
   * Begins a part of this.
   *
   * @param name one of a few
   */
  default Span begin(Work work, String name) {
    return this;
  }

  /** Whether what is noted is kept: whoever has to work something out for it asks first. */
  default boolean isKept() {
    return false;
  }

  /** Notes something. */
  default void note(String name, String value) {}

  /** Notes something. */
  default void note(String name, long value) {}

  /** Notes that it did not do what it was for; {@code type} is one of a few words. */
  default void failed(String type) {}

  /** Notes that it waits for what another one is doing already. */
  default void joined(Span other) {}

  /** Is over; what comes later is not noted. */
  default void end() {}

  /** Tells {@code headers} what a request needs to have that goes on with this elsewhere. */
  default void passOn(BiConsumer<String, String> headers) {}

  /** 32 hexadecimal digits; null where there are none. */
  default @Nullable String traceId() {
    return null;
  }

  /** Has a step be a part of this, from its start to its end. */
  default <T> Future<T> around(Work work, String name, Supplier<Future<T>> step) {
    if (!isKept()) {
      return step.get();
    }
    Span part = begin(work, name);
    return step.get()
        .onFailure(failure -> part.failed(failure.getClass().getSimpleName()))
        .onComplete(over -> part.end());
  }
}
