package profilegateway.httpclient;

/** A connection was available, but the request was no longer to be sent by then. Nothing of it was sent. */
public final class NotSentException extends Exception {
  NotSentException() {
    super("request was not sent", null, false, false);
  }
}
