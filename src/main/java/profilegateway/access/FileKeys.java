package profilegateway.access;

import io.vertx.core.Future;
import java.nio.file.Path;

/** Keys that lie in a file. */
final class FileKeys implements KeySource {
  private final WatchedFile<Keys> file;

  /**
   * Reads a file for the first time. Blocks.
   *
   * @throws UnusableFile when it holds no keys, or one that should not be in it
   */
  FileKeys(Path path, AccessEvents events) {
    this.file = new WatchedFile<>("GATEWAY_JWKS_FILE", path, FileKeys::read, events);
  }

  /** In a file of one's own a key that should not be there is a mistake, not somebody else's business. */
  private static Keys read(String text) {
    return Keys.read(text, flaw -> {
      throw new UnusableFile(flaw);
    });
  }

  @Override
  public Keys keys() {
    return file.content();
  }

  /** Looks whether the file has changed. Blocks. */
  void look() {
    file.look();
  }

  @Override
  public Future<Keys> sought() {
    return Future.succeededFuture(keys());
  }
}
