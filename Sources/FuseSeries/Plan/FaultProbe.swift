package import FuseEngine

/// A call with something wrong about it, whose outcome shows how a design behaves.
///
/// The probe is the same at every stage; where its outcome changes, the patch changed behaviour.
package struct FaultProbe: Sendable {
  /// What is tried.
  package enum Trial: Hashable, Sendable {
    /// A direct read or write that faults, or that the server does not answer in full.
    case directIO(CallShape)
    /// NOTIFY_RETRIEVE of this many bytes from the start of a file of which 32 pages are cached.
    case retrieval(byteCount: Int)
  }

  /// The call in words.
  package let name: String
  /// What an outcome that got worse means to a caller.
  package let meaning: String
  /// The call.
  package let trial: Trial

  /// Creates a probe.
  package init(name: String, meaning: String, _ trial: Trial) {
    self.name = name
    self.meaning = meaning
    self.trial = trial
  }
}
