package profilegateway.config;

import java.nio.file.Path;

/** A secret, or where it is kept. Never shown by {@code toString}. */
public sealed interface Secret {

  /** A secret given as text. */
  record Text(String value) implements Secret {
    @Override
    public String toString() {
      return "Secret[text]";
    }
  }

  /** A secret in a file, read each time it is needed, so that it can be replaced while the gateway runs. */
  record InFile(Path path) implements Secret {}
}
