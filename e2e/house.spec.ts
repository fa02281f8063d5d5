import { expect, test } from "./fixtures/test.ts";

test("the built page answers with its policy and loads nothing from elsewhere", async ({
  page,
}) => {
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  await expect(page).toHaveTitle(/Sharing Planner/);
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveCount(1);
  await expect(page.locator("#root > *").first()).toBeVisible();
});
