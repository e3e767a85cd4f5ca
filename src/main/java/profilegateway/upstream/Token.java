package profilegateway.upstream;

import java.time.Duration;

/** A bearer token. Two are the same only when they are one: a token fetched again is a new one. */
final class Token {
  private final String value;
  private final Duration life;

  /** An opaque value, and how long it serves from the moment it was received. */
  Token(String value, Duration life) {
    this.value = value;
    this.life = life;
  }

  String value() {
    return value;
  }

  Duration life() {
    return life;
  }

  @Override
  public String toString() {
    return "Token[***]";
  }
}
