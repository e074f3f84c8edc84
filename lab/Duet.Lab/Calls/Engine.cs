namespace Duet.Lab.Calls;

/// <summary>Which browser somebody has.</summary>
internal enum Engine
{
    Chromium,
    Firefox,
}

/// <summary>The browsers of two people.</summary>
/// <param name="A">Of the one who waits, and to whom it happens where something happens to one.</param>
/// <param name="B">Of the one who comes, and who ends the call where one does.</param>
internal sealed record Engines(Engine A, Engine B)
{
    public static readonly Engines Chromium = new(Engine.Chromium, Engine.Chromium);
}
