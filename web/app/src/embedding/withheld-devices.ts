/** What Chromium offers to look a policy up with; not in the DOM's types, and not in other browsers. */
interface FeaturePolicy {
  allowsFeature(name: string): boolean;
}

/**
 * Which of camera and microphone the page around does not pass on to this one (its `Permissions-Policy`, or a frame without `allow`): no
 * person can change that, so asking them would lead nowhere. Empty also where the browser does not tell.
 */
export function withheldDevices(page: Document = document): readonly ("camera" | "microphone")[] {
  const policy = (page as Document & { readonly featurePolicy?: FeaturePolicy }).featurePolicy;
  if (policy === undefined) return [];
  return (["camera", "microphone"] as const).filter((name) => !policy.allowsFeature(name));
}
