package profilegateway.sandbox.wire;

/** An input that cannot be used; the message says what is wrong with it and what would be right, for a person to read. */
public final class WrongInput extends IllegalArgumentException {
  public WrongInput(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    // An answer to whoever sent it, not a crash: nobody reads the stack.
    return this;
  }
}
