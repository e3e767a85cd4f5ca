package profilegateway.upstream.token;

import java.time.Duration;

/** A bearer token. Two are the same only when they are one: a token fetched again is a new one. */
public final class Token {
  private final String value;
  private final Duration left;
  private final Duration life;

  /** An opaque value that was just issued, and how long it serves from now on. */
  public Token(String value, Duration life) {
    this(value, life, life);
  }

  /** An opaque value, how long it serves from now on, and how long it served when it was issued. */
  public Token(String value, Duration left, Duration life) {
    this.value = value;
    this.left = left;
    this.life = life;
  }

  public String value() {
    return value;
  }

  Duration left() {
    return left;
  }

  Duration life() {
    return life;
  }

  @Override
  public String toString() {
    return "Token[***]";
  }
}
