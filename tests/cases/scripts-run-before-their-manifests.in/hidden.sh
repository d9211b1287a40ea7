echo '{{workflow.uid}} {{= 1 }}'
