/// What the machine did besides the measured command while it ran.
struct MachineNoise: Codable, Hashable, Sendable {
  /// Processor seconds a second that others used.
  var outside: Double
  /// The part of the processors' time that the hypervisor took away.
  var steal: Double
  /// Seconds a second in which some process waited for a processor, for input/output, for memory.
  var pressure: [Double]
  /// The load over one minute.
  var load: Double

  /// Outside use above 0.1 processor, or more than 2 % stolen: decided without the result.
  var isDisturbed: Bool { outside > 0.10 || steal > 0.02 }

  /// Nothing at all.
  static let none = MachineNoise(outside: 0, steal: 0, pressure: [], load: 0)
}
