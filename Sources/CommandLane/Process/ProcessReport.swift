internal import Rounds

/// What one process and all its descendants used, from the kernel's own accounts.
///
/// The figures are `getrusage(RUSAGE_CHILDREN)` of a small process of our own that starts the
/// command, adopts its orphans and waits for all of them. A descendant that nobody waits for
/// because its parent ignores `SIGCHLD` is not in them.
struct ProcessReport: Codable, Hashable, Sendable {
  /// How it ended.
  enum End: String, Codable, Hashable, Sendable {
    case exited
    case signalled
    case timedOut = "timed-out"
    case stopped
  }

  /// How it ended.
  var end: End
  /// The exit code or the signal.
  var code: Int32
  /// From the start to the command's own end, in seconds.
  var wall: Double
  /// Processor time in user mode, in seconds.
  var user: Double
  /// Processor time in the kernel, in seconds.
  var system: Double
  /// The largest resident set of any one of the processes, in bytes.
  var residentBytes: Int
  /// Page faults without input/output.
  var minorFaults: Int
  /// Page faults with input/output.
  var majorFaults: Int
  /// Context switches because a process waited.
  var voluntarySwitches: Int
  /// Context switches because a process was made to wait.
  var involuntarySwitches: Int
  /// Descendants that still ran when the command had ended, and were killed.
  var leftBehind: Int
  /// What else the machine did meanwhile.
  var noise: MachineNoise

  /// Whether the command did what it should.
  var isSuccess: Bool { end == .exited && code == 0 }

  /// How it ended, in words.
  var ending: String {
    switch end {
    case .exited: "exit code \(code)"
    case .signalled: "signal \(code)"
    case .timedOut: "no end within the time allowed"
    case .stopped: "stopped"
    }
  }

  enum CodingKeys: String, CodingKey {
    case end
    case code
    case wall
    case user
    case system
    case residentBytes = "resident_bytes"
    case minorFaults = "minor_faults"
    case majorFaults = "major_faults"
    case voluntarySwitches = "voluntary_switches"
    case involuntarySwitches = "involuntary_switches"
    case leftBehind = "left_behind"
    case noise
  }
}
