package profilegateway.access;

import io.vertx.core.Future;

/** Keys that a test chooses. */
final class FakeKeys implements KeySource {
  private Keys known;
  private Keys afterwards;
  private int searches;

  FakeKeys(Keys known) {
    this.known = known;
    this.afterwards = known;
  }

  static Keys read(String keySet) {
    return Keys.read(keySet, why -> {});
  }

  /** From now on these are known. */
  void become(Keys keys) {
    known = keys;
    afterwards = keys;
  }

  /** These are known once somebody has looked for more. */
  void willBe(Keys keys) {
    afterwards = keys;
  }

  int searches() {
    return searches;
  }

  @Override
  public Keys keys() {
    return known;
  }

  @Override
  public Future<Keys> sought() {
    searches++;
    known = afterwards;
    return Future.succeededFuture(known);
  }
}
