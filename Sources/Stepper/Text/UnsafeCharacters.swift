extension Unicode.Scalar {
  /// Whether a terminal would act on the character, or order text by it, instead of showing it.
  var isUnsafe: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }
}
