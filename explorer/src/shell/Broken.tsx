import { Alert, Button, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

/** What a view shows that failed of itself, such as when a part of the page cannot be fetched. */
export function Broken({ error }: { error: unknown }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title="This view could not be shown" m="lg">
      <Text size="sm" mb="sm">
        {String(error instanceof Error ? error.message : error).slice(0, 300)}
      </Text>
      <Button size="xs" onClick={() => window.location.reload()}>
        Load the page again
      </Button>
    </Alert>
  );
}
