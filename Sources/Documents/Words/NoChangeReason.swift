/// Why there is no change, whatever was measured.
package enum NoChangeReason: String, DocumentWord, CaseIterable {
  case equalPrograms = "the built programs are equal"
}
