namespace Duet.Browser.Tests.Browsing;

/// <summary>The browsers that a call must work in.</summary>
public enum Engine
{
    Chromium,
    Firefox,
}
