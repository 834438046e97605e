/// What the machine did besides the measured command while it ran.
package struct MachineNoise: Codable, Hashable, Sendable {
  /// Processor seconds a second that others used.
  package var outside: Double
  /// The part of the processors' time that the hypervisor took away.
  package var steal: Double
  /// Seconds a second in which some process waited for a processor, for input/output, for memory.
  package var pressure: [Double]
  /// The load over one minute.
  package var load: Double

  /// Outside use above 0.1 processor, or more than 2 % stolen: decided without the result.
  package var isDisturbed: Bool { outside > 0.10 || steal > 0.02 }

  /// Nothing at all.
  package static let none = MachineNoise(outside: 0, steal: 0, pressure: [], load: 0)
}
