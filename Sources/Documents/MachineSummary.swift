/// What of a machine makes figures noisy or hard to compare; what it does not tell is absent.
package struct MachineSummary: Codable, Hashable, Sendable {
  /// The host's name.
  package var host: String?
  /// Whether a hypervisor runs below.
  package var isVirtual: Bool
  /// How the frequency is chosen, such as `performance`.
  package var governor: String?
  /// Whether processors may run above their base frequency.
  package var turbo: Bool?
  /// Whether processors share cores.
  package var smt: Bool?
  /// Processors that share a core with another, such as `0-1`.
  package var siblings: [String]
  /// Whether addresses are random in each run.
  package var aslr: Bool?
  /// Processors that the control group may use, where it is limited.
  package var processorLimit: Double?
  /// Bytes that the control group may use, where it is limited.
  package var memoryLimit: Int?
  /// Whether the processor's event counters can be read.
  package var hasEventCounters: Bool
  /// Whether the kernel tells how long processes wait (PSI).
  package var hasPressure: Bool
  /// The part of the processors' time that the hypervisor has taken since the start.
  package var steal: Double
  /// Compilers with their versions.
  package var compilers: [String]
  /// What happened while cells were measured.
  package var during: NoiseSummary?

  package init(
    host: String?, isVirtual: Bool, governor: String?, turbo: Bool?, smt: Bool?,
    siblings: [String], aslr: Bool?, processorLimit: Double?, memoryLimit: Int?,
    hasEventCounters: Bool, hasPressure: Bool, steal: Double, compilers: [String]
  ) {
    self.host = host
    self.isVirtual = isVirtual
    self.governor = governor
    self.turbo = turbo
    self.smt = smt
    self.siblings = siblings
    self.aslr = aslr
    self.processorLimit = processorLimit
    self.memoryLimit = memoryLimit
    self.hasEventCounters = hasEventCounters
    self.hasPressure = hasPressure
    self.steal = steal
    self.compilers = compilers
  }

  enum CodingKeys: String, CodingKey {
    case host
    case isVirtual = "is_virtual"
    case governor
    case turbo
    case smt
    case siblings
    case aslr
    case processorLimit = "processor_limit"
    case memoryLimit = "memory_limit_bytes"
    case hasEventCounters = "has_event_counters"
    case hasPressure = "has_pressure"
    case steal
    case compilers
    case during
  }
}

/// What else a machine did while cells were measured.
package struct NoiseSummary: Codable, Hashable, Sendable {
  /// Cells measured, repetitions not counted.
  package var cells: Int
  /// Cells during which somebody else used more than a tenth of a processor, or the hypervisor took
  /// more than 2 %.
  package var disturbed: Int
  /// Processor seconds a second that others used, median over cells.
  package var outside: Double
  /// The largest part of the time that the hypervisor took during a cell.
  package var stealMaximum: Double
  /// Seconds a second in which a process waited for a processor, median over cells.
  package var processorPressure: Double

  package init(
    cells: Int, disturbed: Int, outside: Double, stealMaximum: Double, processorPressure: Double
  ) {
    self.cells = cells
    self.disturbed = disturbed
    self.outside = outside
    self.stealMaximum = stealMaximum
    self.processorPressure = processorPressure
  }

  enum CodingKeys: String, CodingKey {
    case cells
    case disturbed
    case outside
    case stealMaximum = "steal_maximum"
    case processorPressure = "processor_pressure"
  }
}
