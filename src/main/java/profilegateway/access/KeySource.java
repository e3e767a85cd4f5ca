package profilegateway.access;

import io.vertx.core.Future;

/** Where an issuer's keys come from. Shared by all event loops. */
interface KeySource {

  /** The keys that are known; the same object as long as they have not changed. */
  Keys keys();

  /** The keys that are known after looking once more for one that is not among them; never fails. */
  Future<Keys> sought();
}
