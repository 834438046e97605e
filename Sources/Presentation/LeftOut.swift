package import Documents

/// What is said of patches that took no part.
package enum LeftOut {
  /// Names the patches, to stand behind what else is said of a series.
  ///
  /// - Parameter patches: Their numbers.
  /// - Returns: `, without patch 3` or `, without patches 3, 7–9`; nothing where all took part.
  package static func words(_ patches: [PatchNumber]) -> String {
    patches.isEmpty ? "" : ", without \(PatchRanges.words(patches))"
  }
}
