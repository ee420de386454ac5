/// Why somebody looks at what is masked; written into the audit.
package enum Purpose: String, Sendable, CaseIterable {
    case verification, correction, benefit, contact, grievance, inquiry
}
